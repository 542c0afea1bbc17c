closed-petition =
    <b>La petición está cerrada</b>

    Fecha de cierre: { $date }. Número final: <b>{ $total }</b>

    Ya nadie puede dar ni retirar su apoyo. La clave que unía los apoyos con las personas se destruyó entonces: ni siquiera nosotros podemos saber ya qué apoyo era el tuyo, así que no queda nada que retirar. Los apoyos sellados ya no se guardan aquí.

    Si guardaste tu recibo, sigue mostrando que tu apoyo se contó: envía <code>/verify</code> con el recibo. Los llamamientos siguen llegando a quienes los pidieron.
web-closed = La petición se cerró en esta fecha: { $date }. Este es el número final.
desk-closed = La petición se cerró en esta fecha: { $date }.
