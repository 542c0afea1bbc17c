web-paper = Unterschriften auf Papier: { $count }. Die Organisierenden haben sie gezählt und eingetragen. In der Zahl oben sind sie nicht enthalten, und keine Quittung kann sie prüfen.
web-imported = Zusagen aus einer anderen Liste: { $count }. Die Organisierenden haben sie von dort übernommen, wo sie vorher gesammelt wurden. In der Zahl oben sind sie nicht enthalten, und keine Quittung kann sie prüfen.
desk-paper = Auf Papier: { $count }
desk-imported = Aus einer anderen Liste übernommen: { $count }
