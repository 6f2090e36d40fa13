using System.Buffers.Binary;

namespace Fulgurite.App.LocalHost;

/// <summary>One invocation of the host.</summary>
/// <param name="Now">When it begins.</param>
/// <param name="Id">Its id, in <c>X-Azure-Functions-InvocationId</c>.</param>
internal sealed record HostMoment(DateTimeOffset Now, Guid Id)
{
    /// <summary>An id from two numbers: unique where the pair is. It names log lines and protects nothing.</summary>
    public static Guid IdOf(long high, long low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }
}
