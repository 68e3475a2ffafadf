import type { DigestList } from '../../jobs/digest-lists.ts'

/** Zones on both halves of the earth: four move their clocks on different days, one never; one is half an hour off. */
const zones = ['America/New_York', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata']

/** Refused for good, always. */
export const goneAddress = 'gone@example.com'

export const mailLists: readonly DigestList[] = zones.map((zone, i) => {
  const addresses = [`a${i}@example.com`, `b${i}@example.com`, ...(i === 0 ? [goneAddress] : [])]
  return {
    team: `team-${i}`,
    zone,
    recipients: addresses.map((recipient) => ({ recipient, channel: 'email' as const })),
  }
})
