petition-signed = { PLURAL($count) ->
    [one] { $count } kişi imzaladı
   *[other] { $count } kişi imzaladı
}
petition-unnamed = { PLURAL($count) ->
    [one] ve adının yazılmasını istemeyen { $count } kişi daha
   *[other] ve adının yazılmasını istemeyen { $count } kişi daha
}
