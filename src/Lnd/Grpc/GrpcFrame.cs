using System.Buffers.Binary;
using Google.Protobuf;

namespace Fulgurite.Lnd.Grpc;

/// <summary>
/// Length-prefixed messages (gRPC <c>PROTOCOL-HTTP2.md</c>): one byte that says whether the message is compressed, four
/// bytes of length in network order, the message.
/// </summary>
internal static class GrpcFrame
{
    private const int HeaderLength = 5;

    /// <summary>The uncompressed frame of a message.</summary>
    public static byte[] Encode(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[HeaderLength + length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)length);
        message.WriteTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>Reads one message, or null where the stream ends between messages.</summary>
    /// <exception cref="GrpcStatusException">Compressed (we offer no compression), or above the limit.</exception>
    /// <exception cref="EndOfStreamException">The stream ends inside a message.</exception>
    public static async Task<byte[]?> Read(Stream stream, int messageBytesMax, CancellationToken cancel)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancel);
        if (read == 0)
        {
            return null;
        }

        if (read < HeaderLength)
        {
            throw new EndOfStreamException("The answer ends inside a message header.");
        }

        var message = new byte[MessageLength(header, messageBytesMax)];
        await stream.ReadExactlyAsync(message, cancel);
        return message;
    }

    private static int MessageLength(ReadOnlySpan<byte> header, int messageBytesMax)
    {
        if (header[0] != 0)
        {
            throw new GrpcStatusException(GrpcStatusCode.Internal, "The answer is compressed; we asked for identity.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= messageBytesMax
            ? (int)length
            : throw new GrpcStatusException(
                GrpcStatusCode.ResourceExhausted, $"A message of {length} bytes, more than {messageBytesMax}.");
    }
}
