import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Section } from '../../ui/Section'
import { CoverAsk } from './CoverAsk'
import { LogAsk } from './LogAsk'
import { ProtocolAsk } from './ProtocolAsk'
import classes from './Today.module.css'

/** Everything that waits for me: cover to answer, minutes to log, a protocol to agree. */
export function AskedOfMe({ week }: { week: Schema<'MyWeek'> }) {
  const { t } = useTranslation('today')
  const count = week.asked.length + week.to_log.length + week.protocols.length
  return (
    <Section quietTitle title={t('asked.heading')} count={count} className={classes.asked}>
      {count === 0 && <p className={classes.none}>{t('asked.none')}</p>}
      <ul>
        {week.asked.map(asked => (
          <CoverAsk key={asked.cover.id} asked={asked} />
        ))}
        {week.to_log.map(item => (
          <LogAsk key={item.id} item={item} />
        ))}
        {week.protocols.map(protocol => (
          <ProtocolAsk key={protocol.group_id} protocol={protocol} />
        ))}
      </ul>
    </Section>
  )
}
