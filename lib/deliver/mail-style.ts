/** Colours of the light design; classes of the same name carry the dark ones where a client follows the system. */
export const colours = {
  page: '#F6F7F9',
  card: '#FFFFFF',
  line: '#E2E6EC',
  text: '#10151C',
  body: '#3D4654',
  quiet: '#5A6574',
  risk: '#B9301A',
  save: '#08705B',
  watch: '#8A5200',
  link: '#1B5BD0',
} as const
export type Colour = keyof typeof colours

const dark: Readonly<Record<Colour, string>> = {
  page: '#0B0E13',
  card: '#12161D',
  line: '#232A35',
  text: '#EDF0F5',
  body: '#BEC6D2',
  quiet: '#93A0B1',
  risk: '#FF8A70',
  save: '#4FD1AE',
  watch: '#F2B84B',
  link: '#7DAAFF',
}

const fonts = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/** Attributes of a text: its size in pixels with the line height, its colour, and whether it is strong. */
export function type(size: number, colour: Colour, extra = ''): { class: string; style: string } {
  const lineHeight = Math.round(size * 1.42)
  return {
    class: `c-${colour}`,
    style: `${fonts};font-size:${size}px;line-height:${lineHeight}px;color:${colours[colour]};${extra}`,
  }
}

export const strongText = 'font-weight:600;'

const backgrounds: readonly Colour[] = ['page', 'card', 'line']

/** What a client with a dark system overrides; everything stands inline besides. */
export const darkStyle = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  ...Object.entries(dark).map(([name, value]) => `.c-${name}{color:${value}!important}`),
  ...backgrounds.map((name) => `.bg-${name}{background-color:${dark[name]}!important}`),
  `.ln{border-color:${dark.line}!important}`,
  '.btn{background-color:#EDF0F5!important}.btn a{color:#0B0E13!important}',
  '}',
  '@media (max-width:520px){.pad{padding-left:16px!important;padding-right:16px!important}}',
].join('')
