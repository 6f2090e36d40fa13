namespace Fulgurite.Worlds;

/// <summary>A merchant's server.</summary>
internal sealed class Merchant(string scheme, Uri url)
{
    /// <summary>How it is told.</summary>
    public string Scheme => scheme;

    /// <summary>Where it listens.</summary>
    public Uri Url => url;

    /// <summary>What it does with the n-th request, counted from 1.</summary>
    public Func<int, Conduct> Behaviour { get; set; } = _ => Conduct.Acknowledge;

    /// <summary>How long it asks to wait, where it does and nobody draws that.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests so far, refused connections included.</summary>
    public int Requests { get; set; }

    /// <summary>What reached it, in order.</summary>
    public List<ReceivedCallback> Received { get; } = [];
}
