web-paper = Firmas en papel: { $count }. Las contaron y anotaron quienes organizan. No están en el número de arriba, y ningún recibo permite comprobarlas.
web-imported = Apoyos de otra lista: { $count }. Quienes organizan los trajeron de donde se recogían antes. No están en el número de arriba, y ningún recibo permite comprobarlos.
desk-paper = En papel: { $count }
desk-imported = Traídos de otra lista: { $count }
