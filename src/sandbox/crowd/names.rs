//! Names and words of made-up people, by language.

use crate::text::Language;

/// What people of one language are called and what they answer.
pub(super) struct People {
    pub first: [&'static str; 6],
    pub last: [&'static str; 6],
    pub words: &'static str,
}

/// Gives the names of a language.
pub(super) fn of(language: Language) -> People {
    match language {
        Language::English => People {
            first: ["Harriet", "Dorothy", "Winston", "Malcolm", "Beatrix", "Leonard"],
            last: ["Ashdown", "Millward", "Thorpe", "Hollis", "Pemberton", "Garside"],
            words: "I am with you, from the railway depot.",
        },
        Language::Belarusian => People {
            first: ["Алеся", "Янка", "Кастусь", "Марыля", "Зміцер", "Ганна"],
            last: ["Каліноўская", "Багдановіч", "Верас", "Дубоўка", "Рагуля", "Забэйда"],
            words: "Я з вамі, наша змена таксама.",
        },
        Language::Russian => People {
            first: ["Вера", "Тимофей", "Людмила", "Аркадий", "Полина", "Григорий"],
            last: ["Соколова", "Воронин", "Лапина", "Ершов", "Макарова", "Тихонов"],
            words: "Я с вами, и вся наша бригада.",
        },
        Language::Ukrainian => People {
            first: ["Оксана", "Тарас", "Соломія", "Богдан", "Леся", "Остап"],
            last: ["Ковальчук", "Гнатюк", "Мельник", "Савчук", "Приходько", "Лисенко"],
            words: "Я з вами, тримаймося разом.",
        },
        Language::Polish => People {
            first: ["Grażyna", "Zbigniew", "Małgorzata", "Wojciech", "Bożena", "Kazimierz"],
            last: ["Wiśniewska", "Kowalczyk", "Zając", "Szymański", "Pawlak", "Górska"],
            words: "Jestem z wami, cała nasza zmiana.",
        },
        Language::Lithuanian => People {
            first: ["Daiva", "Rimantas", "Giedrė", "Vytautas", "Jūratė", "Saulius"],
            last: ["Kazlauskienė", "Petrauskas", "Žukaitė", "Balčiūnas", "Jonaitis", "Mažeika"],
            words: "Esu su jumis, laikykitės.",
        },
        Language::German => People {
            first: ["Hannelore", "Jürgen", "Gudrun", "Manfred", "Käthe", "Siegfried"],
            last: ["Brückner", "Vogelsang", "Hartmann", "Lindemann", "Köhler", "Schäfer"],
            words: "Ich stehe an eurer Seite, wir alle aus der Spätschicht.",
        },
        Language::French => People {
            first: ["Mathilde", "Étienne", "Geneviève", "Baptiste", "Solange", "Rémi"],
            last: ["Delacourt", "Marchand", "Lefèvre", "Garnier", "Rousselot", "Chevalier"],
            words: "Je suis avec vous, tout l'atelier aussi.",
        },
        Language::Spanish => People {
            first: ["Remedios", "Joaquín", "Consuelo", "Gonzalo", "Amparo", "Esteban"],
            last: ["Villanueva", "Quintero", "Montoya", "Zambrano", "Cárdenas", "Ordóñez"],
            words: "Estoy con ustedes, resistan.",
        },
        Language::Portuguese => People {
            first: ["Conceição", "Joaquim", "Graça", "Anselmo", "Lurdes", "Severino"],
            last: ["Figueiredo", "Carvalho", "Nogueira", "Bragança", "Teixeira", "Magalhães"],
            words: "Estou com vocês, força.",
        },
        Language::Turkish => People {
            first: ["Gülşen", "Mehmet", "Şükriye", "Hüseyin", "Zübeyde", "İsmail"],
            last: ["Karadağ", "Yıldırım", "Öztürk", "Çelikkol", "Demirtaş", "Güneş"],
            words: "Yanınızdayım, dayanışmayla.",
        },
    }
}
