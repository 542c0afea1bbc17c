button-receipt = Mi recibo
receipt =
    <b>Tu recibo</b>

    <code>{ $receipt }</code>

    Corresponde a tu apoyo en el recuento público y no contiene nada sobre ti. Envíalo con <code>/verify</code>, o escríbelo en la página de la campaña, para ver que tu apoyo cuenta.

    Quien lo tenga puede comprobar lo mismo, y nadie puede demostrar con él de quién es. Si haber apoyado puede perjudicarte, no lo guardes.
receipt-listed = Este recibo cuenta. Está en la lista pública desde esta fecha: { $date }.
receipt-today = Este recibo cuenta. Entra en la lista pública después de medianoche.
receipt-withdrawn = Este recibo contaba, y su apoyo fue retirado.
receipt-unknown = Este recibo no está en el recuento. Un apoyo retirado el mismo día no deja rastro.
receipt-malformed = Esto no es un recibo. Cópialo otra vez entero: cuatro grupos de seis letras y cifras.
web-count = Comprobar el recuento
web-count-text = Cada apoyo tiene un recibo: un texto al azar que no contiene nada sobre la persona. Su resumen criptográfico es una línea de una lista pública, y después de cada día figura aquí la raíz de un árbol sobre todas las líneas. Así, ninguna línea de un día anterior se puede cambiar o quitar sin que se note, y quien apoyó puede ver que su línea está. Anota la raíz y compárala con otras personas.
web-count-root = { $date } · líneas: { $size } · apoyos: { $total }
web-count-none = La primera raíz figurará aquí después del primer día con un apoyo.
web-count-list = La lista entera
web-receipt = Tu recibo
web-receipt-check = Comprobar
web-receipt-proof = Prueba para esta fecha: { $date }
