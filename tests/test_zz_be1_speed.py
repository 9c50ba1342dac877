import time
from build import a_timetable, PERIODS, WEEKDAYS
def test_speed(world):
    rows=[]
    for t in range(51):
        for w in "AB":
            for d in WEEKDAYS:
                for i,p in enumerate(PERIODS):
                    k=(t+i+len(d))%10
                    rows.append((f"T{t:02}",f"{w} {d}",p,"" if k==0 else f"C{t}{i}","PPA" if k==0 else "Maths","R1"))
    world.app.state.now.instant=world.app.state.now.instant.replace(month=9,day=1)
    for _ in range(2):
        c=time.process_time(); w=time.perf_counter(); a_timetable(world,rows,weeks=2); print("cpu",round(time.process_time()-c,2),"wall",round(time.perf_counter()-w,2))
