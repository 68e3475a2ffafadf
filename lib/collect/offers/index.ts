import type { Offer, OfferReader } from './offer.ts'

export const nothingOffered: Offer = { shapes: [], prices: [] }

/** What is sold besides EC2 and RDS instances. A new service is a file and a line. */
export const offerReaders: readonly OfferReader[] = []
