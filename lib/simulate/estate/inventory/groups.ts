import { parseTable } from '../table.ts'

/**
 * Auto Scaling groups. At the busiest ordinary hour `now` members run at `cpu` percent; with min = max or `fixed`
 * the count stays, else target tracking holds that percentage. Options: `../resource.ts`, `../group.ts`.
 */
export const groupRows = parseTable(`
name                    place       team           tier  type         min  max  now  cpu  mem  rhythm   trend
search-api-asg          shop/use1   search         1     c6i.2xlarge  12   64   58   40   52   global   +70%     max0=48@-130 minute
search-api-euw1-asg     shop/euw1   search         1     m7a.xlarge   6    40   18   42   -    global   +15%     age=220
search-suggest-asg      shop/use1   search         2     c8g.xlarge   4    24   10   45   -    global   +10%
search-indexer-asg      shop/use1   search         3     m6i.xlarge   6    6    6    14   31   nightly  flat
prod-web-asg            shop/use1   platform       1     m7a.large    9    24   9    38   57   retail   +9%      fixed zoneloss minute
prod-web-euw1-asg       shop/euw1   platform       1     m7a.large    6    24   9    41   -    office   +11%
prod-web-usw2-asg       shop/usw2   platform       1     m7a.large    4    20   7    43   -    retail   +8%
prod-web-apse2-asg      shop/apse2  platform       1     m7a.large    3    16   5    40   -    retail   +6%
gateway-asg             shop/use1   messaging      1     c8g.xlarge   8    28   24   48   -    global   +40%     minute
gateway-euw1-asg        shop/euw1   messaging      1     c8g.xlarge   4    24   9    46   -    global   +18%
ws-connect-asg          shop/use1   messaging      1     c8g.large    6    30   14   44   61   global   +16%
notify-fanout-asg       shop/use1   messaging      2     m8g.large    3    18   7    50   -    retail   +7%
mail-render-asg         shop/use1   messaging      3     c5.large     4    4    4    11   -    cron     flat
checkout-api-asg        shop/use1   checkout       1     c7a.xlarge   8    90   20   42   -    retail   +12%     bf minute
checkout-api-euw1-asg   shop/euw1   checkout       1     c7a.xlarge   6    60   12   42   -    retail   +9%      bf minute
checkout-api-apse2-asg  shop/apse2  checkout       1     c7a.xlarge   3    30   6    41   -    retail   +7%      bf
cart-api-asg            shop/use1   checkout       1     m8g.large    6    60   14   44   58   retail   +10%     bf
promo-engine-asg        shop/use1   checkout       2     m5.large     6    6    6    13   36   retail   flat     bf
order-export-asg        shop/use1   checkout       3     m5.xlarge    4    4    4    9    28   nightly  flat
payments-api-asg        shop/use1   payments       1     c7a.xlarge   6    40   12   45   -    retail   +13%     minute
payments-api-euw1-asg   shop/euw1   payments       1     c7a.xlarge   4    30   8    44   -    retail   +10%
risk-rules-asg          shop/use1   payments       1     c8g.xlarge   3    16   6    47   53   global   +9%      release
reconcile-asg           shop/use1   payments       2     m7a.xlarge   2    12   4    55   -    nightly  +4%      monthend
invoice-pdf-asg         shop/use1   payments       3     c5.xlarge    5    5    5    12   -    office   flat
login-api-asg           shop/use1   identity       1     m8g.large    6    36   12   43   -    global   +14%     minute
login-api-euw1-asg      shop/euw1   identity       1     m8g.large    4    24   8    44   -    global   +12%
authz-asg               shop/use1   identity       1     c8g.large    6    30   11   46   -    global   +17%
mfa-asg                 shop/use1   identity       2     m6g.large    3    3    3    15   33   office   flat
scim-sync-asg           shop/use1   identity       3     m5.large     3    3    3    8    30   cron     flat
catalog-api-asg         shop/use1   catalog        1     m7a.large    6    40   15   45   56   retail   +11%     minute
catalog-api-euw1-asg    shop/euw1   catalog        1     m7a.large    4    30   9    44   -    retail   +9%
feed-ingest-asg         shop/use1   catalog        2     c7a.large    2    14   5    52   -    cron     +6%
media-proxy-asg         shop/use1   catalog        2     c8g.xlarge   4    20   8    48   -    retail   +8%
catalog-admin-asg       shop/use1   catalog        3     m5.xlarge    4    4    4    7    25   office   flat
batch-asg               data/use1   data-platform  3     m7a.4xlarge  0    40   18   62   -    nightly  +5%      monthend
ingest-asg              data/use1   data-platform  1     m7a.xlarge   6    40   29   51   60   global   +28%     minute
stream-enrich-asg       data/use1   data-platform  2     m8g.2xlarge  4    24   10   53   -    global   +15%
spark-adhoc-asg         data/use1   data-platform  3     r5.4xlarge   6    6    6    12   34   office   -8%
query-router-asg        data/use1   data-platform  2     c7a.xlarge   3    12   5    41   -    office   +10%
backfill-asg            data/usw2   data-platform  3     m5.2xlarge   8    8    8    10   29   weekly   flat
train-prep-asg          data/use1   ml-training    3     c7a.4xlarge  0    20   9    66   -    weekly   +11%
eval-runner-asg         data/use1   ml-training    3     m6i.4xlarge  4    4    4    13   32   nightly  flat
feature-serve-asg       data/use1   ml-serving     1     c8g.xlarge   4    24   10   44   57   global   +20%     minute
ranker-cpu-asg          shop/use1   ml-serving     1     c7a.4xlarge  4    30   13   46   -    retail   s-curve
recsys-api-asg          shop/use1   ml-serving     2     m7a.large    4    24   9    43   -    retail   +12%
shadow-ranker-asg       shop/use1   ml-serving     3     c6i.2xlarge  5    5    5    14   27   retail   flat     age=5
landing-asg             shop/use1   growth         2     m8g.large    3    24   7    42   -    retail   +6%
event-collector-asg     shop/use1   growth         1     c8g.large    6    40   16   47   -    global   +22%     minute
growth-render-asg       shop/use1   growth         3     m5.2xlarge   6    6    6    11   26   office   -12%
attribution-asg         shop/usw2   growth         3     m7a.large    3    12   5    52   60   nightly  flat     mixed=m7a.large,m6a.large,m7a.large
ci-runners-asg          org/use1    platform       3     c7a.4xlarge  2    40   16   58   -    office   +14%
metrics-ingest-asg      shop/use1   platform       2     m8g.xlarge   5    20   9    49   63   global   +13%
proxy-egress-asg        shop/use1   platform       1     c7a.large    6    18   8    45   -    global   +9%      moved=identity@-95
log-index-asg           shop/use1   platform       2     r6i.xlarge   6    6    6    50   71   global   +8%
staging-web-asg         stage/use1  platform       np    m5.large     4    4    4    6    30   office   flat
staging-checkout-asg    stage/use1  checkout       np    m5.large     4    4    4    7    28   office   flat
staging-search-asg      stage/euw1  search         np    m5.xlarge    4    4    4    8    27   office   flat
qa-selenium-asg         stage/use1  -              np    c5.2xlarge   6    6    6    16   -    office   flat
pdf-legacy-asg          shop/use1   -              -     m5.xlarge    6    6    6    9    29   office   -6%
loyalty-api-asg         shop/use1   growth         2     m8g.large    3    40   6    44   -    retail   flat     age=9
`)
