import { drawWaterfall } from '#lib/draw/waterfall.ts'
import { usdDelta, usdShort } from '#lib/present/format.ts'
import type { WaterfallView } from '#lib/present/overview-money.ts'
import { Panel } from '../_components/panel.tsx'
import { TwoWidths } from '../_components/two-widths.tsx'

function tickText(usd: number): string {
  return usd > 0 ? `+${usdShort(usd)}` : usd < 0 ? usdShort(usd) : usdDelta(0)
}

const basis = (
  <span>List price on demand, 730 hours a month. Reservations and savings plans are not taken off.</span>
)

export function WaterfallPanel({ waterfall }: { readonly waterfall: WaterfallView }) {
  const { steps, net, label, sub } = waterfall
  const chart = { steps, net, label, tickText }
  return (
    <Panel title="What right-sizing would change" sub={sub} className="s6" footer={basis}>
      <TwoWidths
        wide={drawWaterfall({ ...chart, width: 580 })}
        narrow={drawWaterfall({ ...chart, width: 300, narrow: true })}
      />
    </Panel>
  )
}
