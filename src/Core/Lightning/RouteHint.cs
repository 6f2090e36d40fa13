using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// A way from a public node to a payee whose channels are private (BOLT 11 field <c>r</c>): one or more channels in
/// order, the last of which ends at the payee. Two hints are equal when their hops are.
/// </summary>
/// <param name="Hops">From the public node on; never empty. At most 12 fit a field.</param>
public sealed record RouteHint(ImmutableArray<RouteHop> Hops)
{
    /// <inheritdoc/>
    public bool Equals(RouteHint? other) => other is not null && Hops.SequenceEqual(other.Hops);

    /// <inheritdoc/>
    public override int GetHashCode() => Hops.Length == 0 ? 0 : HashCode.Combine(Hops.Length, Hops[0], Hops[^1]);

    internal byte[] ToArray()
    {
        var bytes = new byte[Hops.Length * RouteHop.ByteLength];
        for (var i = 0; i < Hops.Length; i++)
        {
            Hops[i].WriteTo(bytes.AsSpan(i * RouteHop.ByteLength));
        }

        return bytes;
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RouteHint? hint)
    {
        hint = null;
        if (bytes.Length == 0 || bytes.Length % RouteHop.ByteLength != 0)
        {
            return false;
        }

        var hops = ImmutableArray.CreateBuilder<RouteHop>(bytes.Length / RouteHop.ByteLength);
        for (var start = 0; start < bytes.Length; start += RouteHop.ByteLength)
        {
            if (!RouteHop.TryRead(bytes.Slice(start, RouteHop.ByteLength), out var hop))
            {
                return false;
            }

            hops.Add(hop);
        }

        hint = new RouteHint(hops.MoveToImmutable());
        return true;
    }
}
