button-verify = Comprobar
proof-files =
    Este llamamiento es demasiado largo para un botón, así que aquí están su texto, su manifiesto y sus firmas como archivos.

    Guárdalos y ábrelos todos juntos en la página «Comprobar un llamamiento». La herramienta <code>minisign -V</code> también los comprueba.
verify-signed =
    <b>¿Es auténtico un llamamiento?</b>

    Los llamamientos de esta campaña los firman personas de la campaña en sus propios dispositivos. Firmas necesarias: <b>{ $required }</b>. Personas que pueden firmar: <b>{ $signers }</b>. Quien se apodere de este bot no puede hacer ninguna.

    Debajo de cada llamamiento está el botón <b>Comprobar</b>. Abre una página que comprueba el llamamiento en tu dispositivo y muestra solo lo que se firmó. Si la página dice que un llamamiento no es auténtico, no lo sigas.
verify-signed-no-page =
    <b>¿Es auténtico un llamamiento?</b>

    Los llamamientos de esta campaña los firman personas de la campaña en sus propios dispositivos antes de que este bot los envíe. Firmas necesarias: <b>{ $required }</b>. Personas que pueden firmar: <b>{ $signers }</b>.

    Este bot no tiene una página donde puedas comprobar tú las firmas. Pide a la organización el manifiesto y las firmas de un llamamiento; la herramienta <code>minisign -V</code> los comprueba.
verify-keys =
    <b>Huella de las claves de la campaña</b>
    <code>{ $print }</code>
    { $words }

    Compárala con personas de confianza, o con lo que la campaña ha impreso.
verify-doubt = ¿Te parece raro un llamamiento? ¿Indica un lugar nuevo, o pide nombres, documentos, dinero o que abras un enlace? Entonces compruébalo primero por otra vía de confianza: alguien que conoces o tu sindicato.
desk-awaits =
    <b>Firmas: { $given } de { $required }</b>
    Firmado por: { $signers }

    Toma <b>Para firmar</b>. Se firma en el propio ordenador: con <code>klich alert sign</code>, o el manifiesto con <code>minisign -S</code>. Después envíame aquí el archivo .minisig.
desk-to-sign-caption =
    Lo que hay que firmar del envío <code>{ $id }</code>. Lee los textos en <code>{ $file }</code> y firma ese archivo con <code>klich alert sign</code>, o el manifiesto con <code>minisign -S</code>.
desk-signature-taken =
    <b>La firma está recogida.</b>
    Envío <code>{ $id }</code>: { $given } de { $required }
desk-signatures-complete =
    <b>La firma está recogida y no falta ninguna.</b>
    Envío <code>{ $id }</code>: { $given } de { $required }

    Sale a su hora.
desk-signature-foreign =
    <b>Esta firma no se ha recogido.</b>
    Es de la clave <code>{ $key }</code>, que no está entre quienes firman en esta campaña.
desk-signature-twice =
    <b>Esta firma no se ha recogido.</b>
    La clave <code>{ $signer }</code> ya ha firmado este envío y cuenta una vez. Tiene que firmar otra persona.
desk-signature-other =
    <b>Esta firma no se ha recogido.</b>
    No encaja con ningún envío que espere: es de otro texto, o se ha cambiado. Toma otra vez <b>Para firmar</b> y haz que se firme eso.
desk-signature-old-kind =
    <b>Esta firma no se ha recogido.</b>
    Es del tipo antiguo de minisign. Firma con <code>klich alert sign</code>, o con minisign 0.10 o posterior.
desk-signature-malformed =
    <b>Esta firma no se ha recogido.</b>
    No puedo leerla. Envía el archivo .minisig completo.
desk-signature-old =
    <b>Esta firma no se ha recogido.</b>
    El envío tiene el número { $given } y entretanto ha salido el número { $last }. Toma otra vez <b>Para firmar</b>: recibe un número nuevo y necesita firmas nuevas.
desk-signature-expired =
    <b>Esta firma no se ha recogido.</b>
    El envío ha caducado y ya no sale.
desk-signature-not-awaited = Este envío ya no espera firmas.
desk-paused-outrun =
    <b>El envío no ha salido.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> antes salió un envío con un número más nuevo. La página diría a la gente que no crea en este.
    <b>Qué hacer:</b> deténlo para siempre y escríbelo de nuevo.
desk-button-to-sign = Para firmar
desk-button-reopen = Cambiarlo
verify-addresses =
    <b>Dónde encontrar la campaña</b>
    Este bot: { $bot }
    Si desaparece: { $next }
    Páginas: { $pages }

    Personas de la campaña que lo han firmado: { $signers }. Válido hasta el { $until }.
