/**
 * Regions by the prefix that bills put before a usage type; us-east-1 has none, and the two oldest others are short
 * (AWS Cost and Usage Report user guide, "Region codes in usage types").
 */
const regions: Readonly<Record<string, string>> = {
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW1: 'us-west-1',
  USW2: 'us-west-2',
  CAN1: 'ca-central-1',
  SAE1: 'sa-east-1',
  EU: 'eu-west-1',
  EUW1: 'eu-west-1',
  EUW2: 'eu-west-2',
  EUW3: 'eu-west-3',
  EUC1: 'eu-central-1',
  EUN1: 'eu-north-1',
  EUS1: 'eu-south-1',
  APN1: 'ap-northeast-1',
  APN2: 'ap-northeast-2',
  APN3: 'ap-northeast-3',
  APS1: 'ap-southeast-1',
  APS2: 'ap-southeast-2',
  APS3: 'ap-south-1',
}

/** Region and rest of a usage type, `USW2-BoxUsage:m7i.large`; undefined for a prefix that is not known. */
export function regionOfUsage(
  usageType: string,
): { readonly region: string; readonly name: string } | undefined {
  const found = /^([A-Z]{2,4}\d?)-(.+)$/.exec(usageType)
  if (!found) return { region: 'us-east-1', name: usageType }
  const [, prefix = '', name = ''] = found
  return Object.hasOwn(regions, prefix) ? { region: regions[prefix] ?? '', name } : undefined
}
