### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Recevez les appels de la campagne, lisez ses revendications, apportez votre soutien. Vous choisissez de vous abonner ou non. Vous pouvez partir et tout faire effacer à tout moment.

    Ce chat n'est pas chiffré de bout en bout : Telegram voit que vous utilisez le bot et ce que vous écrivez.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign } : appels, revendications, soutiens

## Descriptions of commands

command-subscribe = Recevoir les appels
command-stop = Ne plus recevoir d'appels
command-language = Choisir la langue
command-demands = Ce que nous revendiquons
command-day = Quand nous agissons
command-pledge = Apporter ou retirer mon soutien
command-mydata = Voir ce que nous gardons sur vous
command-forget = Effacer ce que nous gardons sur vous
command-privacy = Qui voit quoi
command-verify = Un appel est-il authentique ?
command-help = Ce que je peux faire
command-desk = Pour l'équipe d'organisation : totaux et envois
