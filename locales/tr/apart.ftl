web-paper = Kâğıt üzerindeki imzalar: { $count }. Bunları düzenleyenler saydı ve girdi. Yukarıdaki sayıya dahil değiller ve makbuzla denetlenemezler.
web-imported = Başka bir listeden gelen destek sözleri: { $count }. Düzenleyenler bunları daha önce toplandıkları yerden aktardı. Yukarıdaki sayıya dahil değiller ve makbuzla denetlenemezler.
desk-paper = Kâğıt üzerinde: { $count }
desk-imported = Başka bir listeden aktarılan: { $count }
