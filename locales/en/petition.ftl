### The petition on paper, plain. $count: people.

petition-signed = { PLURAL($count) ->
    [one] { $count } person has signed
   *[other] { $count } people have signed
}
petition-unnamed = { PLURAL($count) ->
    [one] { $count } more person, who did not wish to be named
   *[other] { $count } more people, who did not wish to be named
}
