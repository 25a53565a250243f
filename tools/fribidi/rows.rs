//! rows FILE WIDTH ROUNDS: lays every line of FILE out as the reader does and puts the rows into
//! UTF-8. Prints rows a second of processor time, of the quickest round. See run.sh.

use hexapla::layout::{Options, lay_out};
use hexapla::model::Direction;

/// Processor time of this thread so far, by Linux.
fn seconds() -> anyhow::Result<f64> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = spent.split(' ').next().unwrap_or("").parse()?;
    Ok(nanoseconds / 1e9)
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, width, rounds] = arguments.as_slice() else {
        anyhow::bail!("usage: rows FILE WIDTH ROUNDS");
    };
    let text = std::fs::read_to_string(file)?;
    let options = Options::new(width.parse()?, Direction::RightToLeft);
    let (mut best, mut rows, mut written) = (0.0, 0, 0);
    for _ in 0..rounds.parse()? {
        let from = seconds()?;
        rows = 0;
        for line in text.lines().filter(|line| !line.is_empty()) {
            for row in lay_out(line, 0, &options) {
                rows += 1;
                written += row.drawn().len();
            }
        }
        best = f64::max(best, f64::from(rows) / (seconds()? - from));
    }
    println!("hexapla {rows} rows {best:.0} rows a second ({written} bytes)");
    Ok(())
}
