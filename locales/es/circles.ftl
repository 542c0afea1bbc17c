circle-ask =
    <b>Te invitan al círculo «{ $circle }»</b>

    Quien está en él recibe también los llamamientos que son solo para este círculo. Si te unes, guardamos cifrado que estás en él, y recibes también los llamamientos de «{ $campaign }». La organización ve cuántas personas hay en un círculo, nunca quiénes.

    Puedes salir cuando quieras: /mydata tiene un botón para ello. Si no quieres unirte, no tienes que hacer nada.
circle-joined = Ya estás en el círculo «{ $circle }». /mydata tiene un botón para salir.
circle-over = Esta invitación ya se usó, o su plazo ha terminado. Pide otra a quien te la dio.
circle-too-many = Estás en tantos círculos como se puede. Sal primero de uno: /mydata tiene un botón para cada uno.
circle-left = Ya no estás en este círculo.
circles-of-yours = Los círculos en los que estás:
button-join = Unirme
button-leave-circle = Salir de { $circle }
desk-circles =
    <b>Círculos</b>
    Personas y, entre paréntesis, invitaciones abiertas:

    { $circles }
desk-invitation =
    <b>Una invitación al círculo «{ $circle }»</b>
    { $link }

    Vale para una persona, hasta el { $until }. Telegram la ve aquí. Entrégala donde nadie más lea.
desk-button-circles = Círculos
desk-button-invite = Invitar a { $circle }
