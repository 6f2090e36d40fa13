using Fulgurite.Secrets;

namespace Fulgurite.Azure.KeyVault;

/// <summary>
/// One secret, read at most every few minutes, by one request at a time however many callers wait for it. While the
/// vault fails, the last value serves for an hour.
/// </summary>
/// <param name="read">Reads the vault; throws <see cref="SecretsUnavailableException"/>.</param>
/// <param name="time">Tells how old a value is.</param>
internal sealed class CachedSecret(Func<Task<SecretValue?>> read, TimeProvider time)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsableFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private SecretValue? value;
    private DateTimeOffset freshUntil = DateTimeOffset.MinValue;
    private DateTimeOffset usableUntil = DateTimeOffset.MinValue;
    private Task<SecretValue?>? reading;

    /// <summary>The value, or null. A caller that gives up does not end the reading that others wait for.</summary>
    public Task<SecretValue?> Get(CancellationToken cancel)
    {
        lock (gate)
        {
            if (value is not null && time.GetUtcNow() < freshUntil)
            {
                return Task.FromResult<SecretValue?>(value);
            }

            // On another thread, so that it cannot end before it is assigned.
            reading ??= Task.Run(Read, CancellationToken.None);
            return reading.WaitAsync(cancel);
        }
    }

    /// <summary>Has the next caller read the vault.</summary>
    public void Expire()
    {
        lock (gate)
        {
            freshUntil = DateTimeOffset.MinValue;
        }
    }

    private async Task<SecretValue?> Read()
    {
        try
        {
            var current = await read();
            Keep(current);
            return current;
        }
        catch (SecretsUnavailableException) when (Stale() is not null)
        {
            return Stale();
        }
        finally
        {
            lock (gate)
            {
                reading = null;
            }
        }
    }

    // A secret that is missing is looked for every time: it is about to be created.
    private void Keep(SecretValue? current)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            value = current;
            freshUntil = now + FreshFor;
            usableUntil = now + UsableFor;
        }
    }

    private SecretValue? Stale()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (value is null || now >= usableUntil)
            {
                return null;
            }

            freshUntil = now + PauseAfterFailure;
            return value;
        }
    }
}
