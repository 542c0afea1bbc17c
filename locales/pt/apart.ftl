web-paper = Assinaturas em papel: { $count }. Foram contadas e registadas por quem organiza. Não estão no número acima, e nenhum recibo permite verificá-las.
web-imported = Apoios de outra lista: { $count }. Quem organiza trouxe-os de onde eram recolhidos antes. Não estão no número acima, e nenhum recibo permite verificá-los.
desk-paper = Em papel: { $count }
desk-imported = Trazidos de outra lista: { $count }
