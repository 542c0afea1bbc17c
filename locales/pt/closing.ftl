closed-petition =
    <b>A petição está encerrada</b>

    Data de encerramento: { $date }. Número final: <b>{ $total }</b>

    Já ninguém pode dar nem retirar o seu apoio. A chave que ligava os apoios às pessoas foi então destruída: nem nós podemos já saber qual era o seu apoio, por isso não há nada que possa ser retirado. Os apoios selados já não são guardados aqui.

    Se guardou o seu recibo, ele continua a mostrar que o seu apoio foi contado: envie <code>/verify</code> com o recibo. Os apelos continuam a chegar a quem os pediu.
web-closed = A petição foi encerrada nesta data: { $date }. Este é o número final.
desk-closed = A petição foi encerrada nesta data: { $date }.
