petition-signed = { PLURAL($count) ->
    [one] Підписала { $count } людина
    [few] Підписали { $count } людини
    [many] Підписали { $count } людей
   *[other] Підписали { $count } людини
}
petition-unnamed = { PLURAL($count) ->
    [one] і ще { $count } людина, яка не захотіла називати ім’я
    [few] і ще { $count } людини, які не захотіли називати ім’я
    [many] і ще { $count } людей, які не захотіли називати ім’я
   *[other] і ще { $count } людини, які не захотіли називати ім’я
}
