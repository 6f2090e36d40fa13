using Fulgurite.Access;

namespace Fulgurite.Tests.Access;

public sealed class TokenBucketsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void A_full_bucket_gives_its_burst_and_then_tells_how_long_to_wait()
    {
        var buckets = new TokenBuckets(10, 3, clock);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(buckets.Take("a")));
        Assert.Equal(TimeSpan.FromMilliseconds(100), buckets.Take("a"));
        Assert.Equal(TimeSpan.FromMilliseconds(100), buckets.Peek("a"));
    }

    [Fact]
    public void A_token_comes_when_it_was_told_and_not_before()
    {
        var buckets = new TokenBuckets(10, 1, clock);
        Assert.Null(buckets.Take("a"));
        clock.Advance(TimeSpan.FromMilliseconds(100) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), buckets.Take("a"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(buckets.Peek("a"));
        Assert.Null(buckets.Take("a"));
        Assert.NotNull(buckets.Take("a"));
    }

    [Fact]
    public void Looking_takes_nothing()
    {
        var buckets = new TokenBuckets(10, 1, clock);
        Assert.Null(buckets.Peek("a"));
        Assert.Equal(0, buckets.Count);
        Assert.Null(buckets.Take("a"));
    }

    [Fact]
    public void A_refused_taker_does_not_put_off_its_own_token()
    {
        var buckets = new TokenBuckets(10, 1, clock);
        Assert.Null(buckets.Take("a"));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.NotNull(buckets.Take("a")));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(buckets.Take("a"));
    }

    [Fact]
    public void An_idle_bucket_fills_to_its_burst_and_no_further()
    {
        var buckets = new TokenBuckets(10, 3, clock);
        Assert.Null(buckets.Take("a"));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(buckets.Take("a")));
        Assert.NotNull(buckets.Take("a"));
    }

    [Fact]
    public void Each_name_has_its_own()
    {
        var buckets = new TokenBuckets(1, 1, clock);
        Assert.Null(buckets.Take("a"));
        Assert.Null(buckets.Take("b"));
        Assert.NotNull(buckets.Take("a"));
    }

    [Fact]
    public void Together_callers_get_exactly_the_burst()
    {
        var buckets = new TokenBuckets(1, 1_000, clock);
        var taken = 0;
        Parallel.For(0, 5_000, _ =>
        {
            if (buckets.Take("a") is null)
            {
                Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(1_000, taken);
    }

    [Fact]
    public void Remembers_a_bounded_number_of_names_and_those_that_are_at_their_limit_longest()
    {
        var buckets = new TokenBuckets(1, 2, clock);
        Assert.Null(buckets.Take("busy"));
        Assert.Null(buckets.Take("busy"));
        for (var name = 0; name < 19_999; name++)
        {
            Assert.Null(buckets.Take($"{name}"));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(buckets.Take("one more"));
        Assert.Equal(2, buckets.Count);
        Assert.Null(buckets.Take("busy"));
        Assert.NotNull(buckets.Take("busy"));
    }
}
