petition-signed = { PLURAL($count) ->
    [one] Pasirašė { $count } žmogus
    [few] Pasirašė { $count } žmonės
    [many] Pasirašė { $count } žmogaus
   *[other] Pasirašė { $count } žmonių
}
petition-unnamed = { PLURAL($count) ->
    [one] ir dar { $count } žmogus, nenorėjęs būti įvardytas
    [few] ir dar { $count } žmonės, nenorėję būti įvardyti
    [many] ir dar { $count } žmogaus, nenorėję būti įvardyti
   *[other] ir dar { $count } žmonių, nenorėjusių būti įvardytų
}
