import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NoticeKind, Ways } from './chosen'
import classes from './Ways.module.css'

type WaysTableProps = {
  ways: Ways[]
  onChoose: (kind: NoticeKind, change: Partial<Ways>) => void
}

/** Each kind of thing, and by which ways it comes. */
export function WaysTable({ ways, onChoose }: WaysTableProps) {
  const { t } = useTranslation('notices')
  const tick = (one: Ways, way: 'mail' | 'push') => (
    <td className={classes.way}>
      <label className={classes.tick}>
        <VisuallyHidden>{t(`pick.${way}`, { kind: t(`kind.${one.kind}`) })}</VisuallyHidden>
        <input
          type="checkbox"
          checked={way === 'mail' ? one.by_mail : one.by_push}
          onChange={({ currentTarget: { checked } }) =>
            onChoose(one.kind, way === 'mail' ? { by_mail: checked } : { by_push: checked })
          }
        />
        {/* Seen where the columns have no room beside each other; the whole name is said above. */}
        <span aria-hidden className={classes.word}>
          {t(way)}
        </span>
      </label>
    </td>
  )
  return (
    <div className={classes.place}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className={classes.way}>
              {t('mail')}
            </th>
            <th scope="col" className={classes.way}>
              {t('push')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ways.map(one => (
            <tr key={one.kind}>
              <th scope="row">{t(`kind.${one.kind}`)}</th>
              {tick(one, 'mail')}
              {tick(one, 'push')}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
