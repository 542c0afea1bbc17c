campaigns-which = ¿Qué campaña?
campaigns-choose =
    <b>¿Qué campañas sigues?</b>

    Las que llevan un ✓. Pulsa una para cambiarlo; vale desde el próximo mensaje. Guardamos lo que eliges con el número de tu cuenta, cifrado.
campaigns-none = Ahora no sigues ninguna, así que no te llegan llamamientos. /stop te quita del todo de la lista.
campaigns-further = Desde ahora sigues también <b>{ $campaign }</b>.
button-campaigns = Campañas que sigo
