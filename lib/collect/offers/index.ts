import { readAuroraOffer } from './aurora.ts'
import { readDocumentdbOffer } from './documentdb.ts'
import { readDynamodbOffer } from './dynamodb.ts'
import { readEbsOffer } from './ebs.ts'
import { readElasticacheOffer } from './elasticache.ts'
import { readExtendedSupportOffer } from './extended-support.ts'
import { readFargateOffer } from './fargate.ts'
import { readMskOffer } from './msk.ts'
import type { Offer, OfferReader } from './offer.ts'
import { readOpensearchOffer } from './opensearch.ts'
import { readRedshiftOffer } from './redshift.ts'
import { readSagemakerOffer } from './sagemaker.ts'

export const nothingOffered: Offer = { shapes: [], prices: [] }

/** What is sold besides EC2 and RDS instances. A new service is a file and a line. */
export const offerReaders: readonly OfferReader[] = [
  readOpensearchOffer,
  readMskOffer,
  readDynamodbOffer,
  readElasticacheOffer,
  readFargateOffer,
  readSagemakerOffer,
  readAuroraOffer,
  readExtendedSupportOffer,
  readDocumentdbOffer,
  readRedshiftOffer,
  readEbsOffer,
]
