import type { GpuPoolView } from '#lib/present/gpu-pool.ts'
import { SizeText } from '../../../_components/size-text.tsx'
import { State } from '../../../_components/state.tsx'
import { TableHead } from '../../../_components/table-head.tsx'

export function IdleTable({ view }: { readonly view: GpuPoolView }) {
  return (
    <table className="gp-table">
      <TableHead
        columns={['Node', { n: 'GPUs' }, { n: 'Idle GPU-h' }, { n: 'Of held' }, { n: '$, 14 days' }]}
      />
      <tbody>
        {view.idle.map((row) => (
          <tr key={row.node}>
            <td className="cut">
              <bdi>{row.node}</bdi>
            </td>
            <td className="n">{row.gpus}</td>
            <td className="n">
              <b>{row.hours}</b>
            </td>
            <td className="n">{row.share}</td>
            <td className="n">{row.usd}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function OptionTable({ view }: { readonly view: GpuPoolView }) {
  if (view.options.length === 0)
    return <State title="No other size yet">They follow with the first recommendation of this pool.</State>
  return (
    <table className="gp-table">
      <TableHead columns={['Size', { n: '$/mo' }, { n: 'Change' }, { n: 'Chance' }]} />
      <tbody>
        {view.options.map((option) => (
          <tr key={option.id} className={option.mark === 'recommended' ? 'sel' : undefined}>
            <td className="two">
              <b>
                <SizeText label={option.label} />
              </b>
              {option.mark === '' ? null : <span className="pill">{option.mark}</span>}
              <small>{option.note}</small>
            </td>
            <td className="n">{option.monthly}</td>
            <td className="n">{option.delta}</td>
            <td className="n">{option.chance}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
