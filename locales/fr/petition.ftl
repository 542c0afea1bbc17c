petition-signed = { PLURAL($count) ->
    [one] { $count } personne a signé
    [many] { $count } de personnes ont signé
   *[other] { $count } personnes ont signé
}
petition-unnamed = { PLURAL($count) ->
    [one] et { $count } autre personne, qui ne souhaite pas être nommée
    [many] et { $count } d'autres personnes, qui ne souhaitent pas être nommées
   *[other] et { $count } autres personnes, qui ne souhaitent pas être nommées
}
