// What this process uses of the machine. Reading takes a few milliseconds of /proc; any thread.
#pragma once

namespace guangmu::app {

double process_cpu_s();  // user and system time of all threads since the start
double process_pss_mb();  // proportional set size in MiB; 0 where the system does not tell
double process_age_s();   // since exec, by the system's account


// For a process that runs for months, to be called before its threads start: large buffers (pictures, payloads) go back
// to the system when they are freed, and the threads share a few heaps instead of keeping one each.
void keep_memory_small();
// Pages that lie free within the heaps go back to the system, too. Takes 0.2 to 0.8 ms for the
// overview; threads that allocate meanwhile wait so long.
void give_back_memory();

}  // namespace guangmu::app
