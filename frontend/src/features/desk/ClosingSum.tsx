import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import classes from './Desk.module.css'

type Part = { name: string; minutes: number }

/** Figures under each other with their sum, as on paper; says in words that they add up. */
export function ClosingSum({ title, parts, whole }: { title: string; parts: Part[]; whole: Part }) {
  const { t } = useTranslation('desk')
  const addsUp = parts.reduce((sum, part) => sum + part.minutes, 0) === whole.minutes
  return (
    <table className={`facts-table ${classes.sumTable}`}>
      <caption>{title}</caption>
      <tbody>
        {parts.map((part, index) => (
          <tr key={part.name}>
            <th scope="row">{part.name}</th>
            <td className="figure">
              {index > 0 && (part.minutes < 0 ? '− ' : '+ ')}
              {figure(index > 0 ? Math.abs(part.minutes) : part.minutes)}
            </td>
          </tr>
        ))}
        <tr className={classes.sum}>
          <th scope="row">
            {whole.name}
            {addsUp && (
              <span className={classes.addsUp}>
                <IconCircleCheck size={16} stroke={2} aria-hidden /> {t('closing.addsUp')}
              </span>
            )}
          </th>
          <td className="figure">
            {addsUp && '= '}
            {figure(whole.minutes)}
          </td>
        </tr>
      </tbody>
    </table>
  )
}
