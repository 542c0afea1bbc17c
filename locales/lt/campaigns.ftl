campaigns-which = Kuri kampanija?
campaigns-choose =
    <b>Kurias kampanijas girdite?</b>

    Tas, kurios pažymėtos ✓. Paspauskite kampaniją, kad tai pakeistumėte; pasirinkimas galioja nuo kitos žinutės. Saugome jį kartu su jūsų paskyros numeriu, užšifruotą.
campaigns-none = Dabar negirdite nė vienos, todėl kvietimų negaunate. /stop visai išbraukia jus iš sąrašo.
campaigns-further = Nuo šiol girdite ir <b>{ $campaign }</b>.
button-campaigns = Kampanijos, kurias girdžiu
