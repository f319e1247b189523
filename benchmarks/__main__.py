"""`python -m benchmarks`: all of them."""

from benchmarks import crawling, reading

if __name__ == "__main__":
    reading.main()
    print()
    crawling.main()
