/** Classes of a pill by what it says. */
export const pillTones = { risk: 'risk', watch: 'watch', save: 'save', later: '', no: 'line' } as const
