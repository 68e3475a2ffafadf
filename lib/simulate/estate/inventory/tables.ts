import { parseTable } from '../table.ts'

/**
 * DynamoDB tables. `rcu` and `wcu` are provisioned, `read` and `write` consumed at the busiest ordinary hour, all in
 * units a second; `gib` is stored. Options: `rmax` and `wmax` (autoscaling up to there, at a target of 70 %), `odw` (an
 * on-demand maximum of writes), `ia` (Standard-IA), `hot` (one key throttles in busy hours), `wcuold=OLD@DAYS` (what was
 * provisioned before); `../resource.ts`, `../workload.ts`.
 */
export const tableRows = parseTable(`
name               place      team           tier mode         rcu   wcu   read  write  gib   rhythm  trend
cart-sessions      shop/use1  checkout       1    on-demand    0     0     2600  1400   38    retail  +20%  bf odw=12000
inventory-holds    shop/use1  checkout       1    provisioned  2400  2000  700   600    12    retail  flat  hot minute
chat-messages      shop/use1  messaging      1    provisioned  1500  1500  1400  3200   640   global  +95%  rmax=6000 wmax=4000
promo-codes        shop/use1  growth         3    provisioned  800   300   90    14     3     office  flat
device-telemetry   data/use1  data-platform  2    on-demand    0     0     900   3100   1900  always  +10%
consent-records    shop/euw1  identity       2    provisioned  220   60    120   26     410   office  +4%   ia wcuold=30@-80
staging-carts      stage/use1 checkout       np   on-demand    0     0     6     3      0.4   office  flat
`)

/** Their global secondary indexes, provisioned apart; columns and options as above, `table` is the name of the table. */
export const indexRows = parseTable(`
name               table            place      team       tier mode         rcu   wcu   read  write  gib  rhythm  trend
by-customer        cart-sessions    shop/use1  checkout   1    on-demand    0     0     1900  500    9    retail  +20%  bf
by-warehouse       inventory-holds  shop/use1  checkout   1    provisioned  900   800   310   280    5    retail  flat
by-recipient       chat-messages    shop/use1  messaging  1    provisioned  1200  2600  760   1850   210  global  +95%
`)
