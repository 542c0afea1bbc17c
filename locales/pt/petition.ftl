petition-signed = { PLURAL($count) ->
    [one] Assinou { $count } pessoa
    [many] Assinaram { $count } de pessoas
   *[other] Assinaram { $count } pessoas
}
petition-unnamed = { PLURAL($count) ->
    [one] e mais { $count } pessoa, que não deseja ser nomeada
    [many] e mais { $count } de pessoas, que não desejam ser nomeadas
   *[other] e mais { $count } pessoas, que não desejam ser nomeadas
}
