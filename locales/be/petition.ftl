petition-signed = { PLURAL($count) ->
    [one] Падпісаў { $count } чалавек
    [few] Падпісалі { $count } чалавекі
    [many] Падпісалі { $count } чалавек
   *[other] Падпісалі { $count } чалавека
}
petition-unnamed = { PLURAL($count) ->
    [one] і яшчэ { $count } чалавек, які не пажадаў называць імя
    [few] і яшчэ { $count } чалавекі, якія не пажадалі называць імя
    [many] і яшчэ { $count } чалавек, якія не пажадалі называць імя
   *[other] і яшчэ { $count } чалавека, якія не пажадалі называць імя
}
