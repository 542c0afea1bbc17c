### The campaign's own texts. `title`, `day-title`, `share-text`, `reminder-*` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Belarus, 16 November: unions are no crime
# What stands in the welcome, at most 1000 characters.
call =
    In Belarus independent unions and their activists are persecuted. Every year on 16 November we call for an end to it.

    The Independent Union of Belarus called this day in 2020. The campaign of the International Socialist League supports it.
# How it came to this, at most 3000 characters.
background =
    From August 2020, Belarusians filled streets and squares for nearly three months. They protested against the fraud in the election of president Lukashenko and against his authoritarian rule.

    The state answered with persecution, arrests, beatings and torture by the KGB, the police and riot units. When a general strike was called, it struck above all at the independent unions, their activists, and workers who fight side by side with the rest of society.

    On 13 November 2020 the police detained 42 union activists. They had been taking pictures of themselves with white and red flags. Among them were strikers of the Belaruskali plant and activists of the Independent Union of Belarus. They were accused of taking part in an unauthorised activity. On 16 November they were still held, and that day they were to be tried.

    Since then we keep this day every year.
# What one pledges to, at most 1000 characters.
statement = We stand with the Independent Union of Belarus and make its demand our own: <b>release everyone who was detained at peaceful protests in Belarus, members of the union included.</b>
# At most 100 characters.
day-title = Day of solidarity with the unions of Belarus
# At most 2000 characters.
day-text =
    On this day we say together: an end to the repression of unions and their activists.

    What you can do wherever you live:
    • Sign the statement and share the petition.
    • Tell your colleagues why these people were detained.
    • Put a motion to your own union.
    • Take a solidarity photo. It need not show your face. Send it here only after the bot has said what becomes of it.

    Do only what is safe where you are.
# Sent to others before a link, at most 200 characters.
share-text = In Belarus independent unions and their activists are persecuted. On 16 November we stand with them. Read the demands and stand up for them:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    In a week it is 16 November, the day of solidarity with the unions of Belarus. We demand an end to the repression of unions and their activists.

    There is time to prepare: sign the statement, share the petition, put a motion to your own union. Do only what is safe where you are.

    /day says what the day is about.
reminder-day-before =
    Tomorrow is 16 November, the day of solidarity with the unions of Belarus.

    Have you signed the statement? Have your colleagues heard why these people were detained? A motion to your own union, a solidarity photo: choose what is safe where you are.

    /day says what you can do.
reminder-morning =
    Today is 16 November. On this day we say together: an end to the repression of unions and their activists.

    Stand up with us, wherever you live, and do only what is safe where you are.

    /day says what you can do, /demands what we demand.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Workers and union members are being murdered. We demand that it end. Nobody may pay with their life for standing up for others.
    .title = Stop the killings
demand-free-the-prisoners = Our comrades are in prison. Standing up for workers is no reason to lock anyone up. We demand that they be released.
    .title = Free the prisoners
demand-union-is-no-crime = To found a union, to join it and to act in it is every worker's right. Nobody may be tried for it.
    .title = A union is not a crime
demand-end-sexual-harassment = Working women are sexually harassed. We demand that it end, at work and everywhere else.
    .title = End the sexual harassment of working women
demand-back-the-unions = A union looks after safety where the employer saves on it, and so it saves workers' lives. Unions need support, not persecution.
    .title = Back the unions: they save lives
demand-no-cheap-labour = Where there is no union, workers are used as cheap labour. We demand enough to live on for everyone.
    .title = A minimum to live on for everyone
