import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'

const require = createRequire(import.meta.url)
const fontFiles = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/inter/${file}`),
)

/** Light colours of the marks of `lib/draw`, as the pages style them. */
const style = [
  'text{font-family:Inter;font-size:12px;fill:#3D4654}',
  '.tk{font-size:11.5px;fill:#5A6574}.b{font-weight:600;fill:#3D4654}.tl{font-weight:600}.ink{fill:#10151C}',
  '.halo{paint-order:stroke;stroke:#FFFFFF;stroke-width:4px;stroke-linejoin:round}',
  '.gr{stroke:#EBEEF2}.ax0{stroke:#B6BFCB}.now{stroke:#5A6574;stroke-dasharray:2 2}',
  '.hist{fill:none;stroke:#10151C;stroke-width:1.6;stroke-linejoin:round}',
  '.est{fill:none;stroke:#10151C;stroke-width:1.6;stroke-dasharray:2 3}.pt{fill:#10151C}',
  '.dr{fill:#C8371F}.dn{fill:#9AA5B4}.dl{fill:none;stroke:#9AA5B4;stroke-width:1.3}',
  '.ivl{stroke:#10151C;stroke-width:1.6}.ivm{stroke:#10151C;stroke-width:2}',
].join('')

/** A drawing of `lib/draw` as PNG at twice its size on white, with the bundled font: the same on every machine. */
export function rasterise(svg: string, widthPx: number): Buffer {
  const styled = svg.replace('>', `><style>${style}</style>`)
  const picture = new Resvg(styled, {
    fitTo: { mode: 'width', value: widthPx * 2 },
    background: '#FFFFFF',
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  })
  return Buffer.from(picture.render().asPng())
}
