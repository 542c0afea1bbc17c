button-receipt = O meu recibo
receipt =
    <b>O seu recibo</b>

    <code>{ $receipt }</code>

    Corresponde ao seu apoio na contagem pública e não contém nada sobre si. Envie-o com <code>/verify</code>, ou escreva-o na página da campanha, para ver que o seu apoio conta.

    Quem o tiver pode verificar o mesmo, e ninguém pode provar com ele de quem é. Se ter dado apoio o pode prejudicar, não o guarde.
receipt-listed = Este recibo conta. Está na lista pública desde esta data: { $date }.
receipt-today = Este recibo conta. Entra na lista pública depois da meia-noite.
receipt-withdrawn = Este recibo contava, e o seu apoio foi retirado.
receipt-unknown = Este recibo não está na contagem. Um apoio retirado no próprio dia não deixa rasto.
receipt-malformed = Isto não é um recibo. Copie-o outra vez inteiro: quatro grupos de seis letras e algarismos.
web-count = Verificar a contagem
web-count-text = Cada apoio tem um recibo: um texto ao acaso, que não contém nada sobre a pessoa. O seu resumo criptográfico é uma linha de uma lista pública, e depois de cada dia está aqui a raiz de uma árvore sobre todas as linhas. Assim, nenhuma linha de um dia anterior pode ser mudada ou retirada sem que se note, e quem deu apoio pode ver que a sua linha lá está. Anote a raiz e compare-a com outras pessoas.
web-count-root = { $date } · linhas: { $size } · apoios: { $total }
web-count-none = A primeira raiz estará aqui depois do primeiro dia com um apoio.
web-count-list = A lista inteira
web-receipt = O seu recibo
web-receipt-check = Verificar
web-receipt-proof = Prova para esta data: { $date }
