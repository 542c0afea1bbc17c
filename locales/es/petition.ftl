petition-signed = { PLURAL($count) ->
    [one] Ha firmado { $count } persona
    [many] Han firmado { $count } de personas
   *[other] Han firmado { $count } personas
}
petition-unnamed = { PLURAL($count) ->
    [one] y { $count } persona más, que no desea ser nombrada
    [many] y { $count } de personas más, que no desean ser nombradas
   *[other] y { $count } personas más, que no desean ser nombradas
}
