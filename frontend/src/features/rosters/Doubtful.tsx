import { Radio } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Section } from '../../ui/Section'
import type { PartProps } from './choices'
import { linesQuery } from './queries'
import classes from './Rosters.module.css'

/** People who may be colleagues one has already: each needs a word. */
export function Doubtful({ importId, choices, change }: PartProps) {
  const { t } = useTranslation('rosters')
  const query = useInfiniteQuery(linesQuery(importId, 'doubtful'))
  return (
    <Section title={t('doubt.heading')}>
      <p className="small quiet">{t('doubt.lead')}</p>
      <Loaded query={query}>
        {data => (
          <div className={classes.doubts}>
            {itemsOf(data).map(
              line =>
                line.row !== null && (
                  <Radio.Group
                    key={line.row}
                    label={t('doubt.who', { name: line.name })}
                    description={[line.email, line.department].filter(Boolean).join(', ')}
                    value={choices.words[line.row] ?? null}
                    onChange={word => change({ words: { ...choices.words, [line.row as number]: word } })}
                  >
                    {line.candidates.map(one => (
                      <div key={one.staff_id} className={classes.line}>
                        <Radio
                          value={one.staff_id}
                          label={t('doubt.same', { name: one.name, code: one.code })}
                          description={one.department || undefined}
                        />
                      </div>
                    ))}
                    <div className={classes.line}>
                      <Radio value="new" label={t('doubt.new')} />
                    </div>
                    <div className={classes.line}>
                      <Radio value="out" label={t('doubt.out')} />
                    </div>
                  </Radio.Group>
                ),
            )}
          </div>
        )}
      </Loaded>
      <LoadMore query={query} />
    </Section>
  )
}
