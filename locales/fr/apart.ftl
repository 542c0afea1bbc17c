web-paper = Signatures sur papier : { $count }. Les organisateurs les ont comptées et saisies. Elles ne sont pas dans le nombre ci-dessus, et aucun reçu ne permet de les vérifier.
web-imported = Soutiens d'une autre liste : { $count }. Les organisateurs les ont repris de l'endroit où ils étaient recueillis auparavant. Ils ne sont pas dans le nombre ci-dessus, et aucun reçu ne permet de les vérifier.
desk-paper = Sur papier : { $count }
desk-imported = Repris d'une autre liste : { $count }
