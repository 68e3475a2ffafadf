import type { Price, Shape } from '#lib/model/shape.ts'
import type { RegionAws } from '../aws.ts'
import type { InstanceTypes } from '../instance-types.ts'

/** What one service sells in a region: its shapes and its list prices on demand. */
export type Offer = { readonly shapes: readonly Shape[]; readonly prices: readonly Price[] }

/** Reads the offer of one service. Throws the SDK's error; the other offers stand. */
export type OfferReader = (aws: RegionAws, types: InstanceTypes) => Promise<Offer>
