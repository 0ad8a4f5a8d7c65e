// What this process uses of the machine. Reads /proc; a few milliseconds; any thread.
#pragma once

namespace guangmu::app {

double process_cpu_s();  // user and system time of all threads since the start
double process_pss_mb();  // proportional set size in MiB; 0 where the system does not tell
double process_age_s();   // since exec, by the system's account

}  // namespace guangmu::app
