TRANSLATE(LOWER({{text}}), 'áàâäãåāăąçćčďéèêëēėęěğíìîïīįľĺñńňóòôöõōőŕřśšşťúùûüūůűýÿźżž', 'aaaaaaaaacccdeeeeeeeegiiiiiillnnnooooooorrssstuuuuuuuyyzzz')
