petition-signed = { PLURAL($count) ->
    [one] { $count } Mensch hat unterschrieben
   *[other] { $count } Menschen haben unterschrieben
}
petition-unnamed = { PLURAL($count) ->
    [one] und { $count } weiterer Mensch, der nicht genannt werden möchte
   *[other] und { $count } weitere Menschen, die nicht genannt werden möchten
}
