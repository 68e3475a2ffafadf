import { parseTable } from '../table.ts'

/**
 * Shared EC2 instances. `cpu`, `net` and `ebs` are percent of vCPU, network and EBS baseline at the busiest ordinary
 * hour, `mem` percent of memory (`-` = no agent). Options: `../resource.ts`, `../workload.ts`, `../instance.ts`.
 */
export const instanceRows = parseTable(`
name                  place       team           tier  type         cpu  mem  net  ebs  rhythm   trend
legacy-monolith       shop/use1   checkout       1     m5.8xlarge   26   44   22   14   retail   +4%    bf minute
cart-redis-1          shop/use1   checkout       1     r6g.2xlarge  24   66   30   4    retail   +14%   bf
cart-redis-2          shop/use1   checkout       1     r6g.2xlarge  23   -    29   4    retail   +14%   bf
checkout-worker       shop/euw1   checkout       1     c6i.2xlarge  29   -    18   12   retail   +10%   bf
checkout-rules        shop/apse2  checkout       2     m6i.xlarge   27   58   14   8    retail   +6%    bf
fraud-scoring         shop/use1   payments       1     c7g.4xlarge  61   52   20   6    global   +12%   release minute
settlement-batch      shop/use1   payments       2     r6i.2xlarge  38   71   16   28   nightly  +5%    monthend gp2=200
payments-hsm-proxy    shop/euw1   payments       1     m6i.large    34   62   9    5    global   +3%
tokenization          shop/use1   payments       1     c7a.large    57   -    21   7    retail   +8%
payout-files          shop/usw2   payments       3     m5.xlarge    7    -    4    11   cron     flat
ldap-1                shop/use1   identity       1     m6a.xlarge   55   64   26   9    office   +10%
ldap-2                shop/use1   identity       1     m6a.xlarge   55   -    25   9    office   +10%
session-store         shop/use1   identity       1     r7g.xlarge   31   72   38   6    global   +16%
saml-bridge           shop/euw1   identity       2     t3.medium    12   -    6    4    office   flat
audit-shipper         shop/use1   identity       3     m5.2xlarge   6    17   5    9    always   flat
search-coordinator-1  shop/use1   search         1     m7a.2xlarge  61   66   34   18   global   +18%   minute
search-coordinator-2  shop/use1   search         1     m7a.2xlarge  60   -    34   18   global   +18%
index-builder         shop/use1   search         2     r6i.4xlarge  47   69   22   61   nightly  +9%    from=r6i.2xlarge@-160
vector-search         shop/usw2   search         2     r6g.4xlarge  57   74   18   22   global   +34%
synonym-tools         shop/use1   search         3     m5.xlarge    5    -    2    3    office   -5%    gap=-62:40
relevance-lab         stage/use1  search         np    c5.4xlarge   9    -    3    5    office   flat
image-resizer         shop/use1   catalog        2     c6g.4xlarge  63   48   41   19   retail   +12%
pim-server            shop/euw1   catalog        2     m5.4xlarge   14   31   7    8    office   +2%
feed-exporter         shop/use1   catalog        3     m6i.2xlarge  11   -    13   15   cron     flat
catalog-crawler       shop/use1   catalog        3     m6a.2xlarge  48   -    28   12   weekly   +7%
media-transcoder      shop/usw2   catalog        2     c5.9xlarge   17   -    15   21   office   -8%
price-engine          shop/use1   catalog        1     c7a.4xlarge  62   56   17   9    retail   +11%   minute
kafka-broker-1        data/use1   data-platform  1     m6a.4xlarge  36   61   47   62   global   +24%
kafka-broker-2        data/use1   data-platform  1     m6a.4xlarge  35   -    46   61   global   +24%
kafka-broker-3        data/use1   data-platform  1     m6a.4xlarge  36   60   46   60   global   +24%   gap=-210:4
airflow-scheduler     data/use1   data-platform  2     m6a.2xlarge  62   -    8    14   weekly   +9%
spark-history         data/use1   data-platform  3     r5.2xlarge   6    -    3    7    office   flat
clickhouse-1          data/use1   data-platform  2     r6i.8xlarge  57   70   24   48   office   +15%   cpus=16
clickhouse-2          data/use1   data-platform  2     r6i.8xlarge  56   -    24   48   office   +15%
cdc-connector         data/use1   data-platform  2     m8g.xlarge   63   68   31   22   global   +13%   leak
jupyter-shared        data/usw2   data-platform  np    r5.4xlarge   13   37   4    6    office   flat
dbt-runner            data/use1   data-platform  3     c7a.2xlarge  66   54   11   18   nightly  +6%    moved=growth@-45
ml-feature-builder    data/use1   ml-training    2     r6i.4xlarge  58   67   19   33   nightly  +12%
experiment-tracker    data/use1   ml-training    3     m6i.2xlarge  8    -    4    6    office   flat
label-studio          data/use1   ml-training    3     t3.xlarge    16   -    5    4    office   +2%
dataset-cache         data/usw2   ml-training    2     m7g.4xlarge  22   63   64   57   always   +20%
model-registry        data/use1   ml-serving     2     m6a.large    48   66   12   9    office   flat
embedding-gateway     data/usw2   ml-serving     2     c7g.2xlarge  55   46   39   5    global   +28%   age=300
recsys-cache          shop/use1   ml-serving     2     r6g.4xlarge  19   76   26   4    retail   +9%
ab-assigner           shop/use1   growth         2     c8g.xlarge   63   -    22   5    global   +6%    age=240
mail-merge            shop/use1   growth         3     t3.large     45   51   7    6    always   flat   starved
campaign-builder      shop/euw1   growth         3     m5.2xlarge   9    26   3    5    office   -10%
web-analytics         shop/use1   growth         2     m6a.4xlarge  17   33   12   16   retail   decay
push-relay-1          shop/use1   messaging      1     c6i.2xlarge  51   59   44   6    global   +15%
push-relay-2          shop/use1   messaging      1     c6i.2xlarge  50   59   44   6    global   +15%   replaced=-70
smtp-out              shop/use1   messaging      2     m6a.large    59   66   21   13   global   +5%
sms-gateway           shop/apse2  messaging      2     t3.medium    14   -    6    4    global   flat
chat-presence         shop/euw1   messaging      2     r7g.large    41   69   27   3    global   +21%   leak
ci-controller         org/use1    platform       2     m6a.2xlarge  47   66   9    17   office   +4%
artifact-store        org/use1    platform       2     m6a.2xlarge  32   62   28   31   office   +6%
vault-1               org/use1    platform       1     m6i.large    22   50   6    4    always   flat
bastion               org/use1    platform       3     t3.medium    3    -    1    1    office   flat
vpn-gateway           org/use1    platform       1     c6i.large    33   -    52   3    office   +18%   minute
grafana               org/use1    platform       2     m6i.xlarge   47   64   13   12   office   +9%    replaced=-31
log-shipper           shop/use1   platform       2     c6g.2xlarge  59   -    48   26   global   +14%
staging-monolith      stage/use1  checkout       np    m5.4xlarge   6    22   2    4    office   flat
staging-kafka         stage/use1  data-platform  np    m5.2xlarge   8    36   4    7    always   flat
staging-search        stage/euw1  search         np    r5.2xlarge   7    31   2    5    office   flat
load-generator        stage/use1  -              np    c7i.4xlarge  67   -    42   3    weekly   flat
partner-sftp          shop/use1   -              -     m5.xlarge    8    24   9    12   cron     flat
old-wiki              shop/use1   -              -     m5.2xlarge   2    15   1    2    office   -20%
geo-lookup            shop/use1   -              -     r5.2xlarge   12   38   11   2    retail   +3%    silent=-20
price-engine-v2       shop/use1   catalog        1     c7i.4xlarge  31   47   11   7    retail   flat   age=5
`)
