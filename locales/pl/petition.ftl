petition-signed = { PLURAL($count) ->
    [one] Podpisała { $count } osoba
    [few] Podpisały { $count } osoby
    [many] Podpisało { $count } osób
   *[other] Podpisało { $count } osoby
}
petition-unnamed = { PLURAL($count) ->
    [one] i jeszcze { $count } osoba, która nie chce być wymieniona
    [few] i jeszcze { $count } osoby, które nie chcą być wymienione
    [many] i jeszcze { $count } osób, które nie chcą być wymienione
   *[other] i jeszcze { $count } osoby, które nie chcą być wymienione
}
