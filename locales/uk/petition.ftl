petition-signed = { PLURAL($count) ->
    [one] Підписала { $count } людина
    [few] Підписали { $count } людини
    [many] Підписали { $count } людей
   *[other] Підписали { $count } людини
}
petition-unnamed = { PLURAL($count) ->
    [one] і ще { $count } людина, яка не побажала називати ім’я
    [few] і ще { $count } людини, які не побажали називати ім’я
    [many] і ще { $count } людей, які не побажали називати ім’я
   *[other] і ще { $count } людини, які не побажали називати ім’я
}
