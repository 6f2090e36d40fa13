using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Lnd.Protos.Wallet;
using Google.Protobuf;

namespace Fulgurite.Lnd;

/// <summary>The RPCs of LND that we call.</summary>
internal static class LndMethods
{
    public static readonly GrpcMethod<GetInfoRequest, GetInfoResponse> GetInfo =
        new("/lnrpc.Lightning/GetInfo", Reader(GetInfoResponse.Parser));

    public static readonly GrpcMethod<Invoice, AddInvoiceResponse> AddInvoice =
        new("/lnrpc.Lightning/AddInvoice", Reader(AddInvoiceResponse.Parser));

    public static readonly GrpcMethod<ListInvoiceRequest, ListInvoiceResponse> ListInvoices =
        new("/lnrpc.Lightning/ListInvoices", Reader(ListInvoiceResponse.Parser));

    public static readonly GrpcMethod<InvoiceSubscription, Invoice> SubscribeInvoices =
        new("/lnrpc.Lightning/SubscribeInvoices", Reader(Invoice.Parser));

    public static readonly GrpcMethod<PayReqString, PayReq> DecodePayReq =
        new("/lnrpc.Lightning/DecodePayReq", Reader(PayReq.Parser));

    public static readonly GrpcMethod<ListPaymentsRequest, ListPaymentsResponse> ListPayments =
        new("/lnrpc.Lightning/ListPayments", Reader(ListPaymentsResponse.Parser));

    public static readonly GrpcMethod<ChannelBalanceRequest, ChannelBalanceResponse> ChannelBalance =
        new("/lnrpc.Lightning/ChannelBalance", Reader(ChannelBalanceResponse.Parser));

    public static readonly GrpcMethod<LookupInvoiceMsg, Invoice> LookupInvoice =
        new("/invoicesrpc.Invoices/LookupInvoiceV2", Reader(Invoice.Parser));

    public static readonly GrpcMethod<CancelInvoiceMsg, CancelInvoiceResp> CancelInvoice =
        new("/invoicesrpc.Invoices/CancelInvoice", Reader(CancelInvoiceResp.Parser));

    public static readonly GrpcMethod<SendPaymentRequest, Payment> SendPayment =
        new("/routerrpc.Router/SendPaymentV2", Reader(Payment.Parser));

    public static readonly GrpcMethod<TrackPaymentRequest, Payment> TrackPayment =
        new("/routerrpc.Router/TrackPaymentV2", Reader(Payment.Parser));

    public static readonly GrpcMethod<TrackPaymentsRequest, Payment> TrackPayments =
        new("/routerrpc.Router/TrackPayments", Reader(Payment.Parser));

    public static readonly GrpcMethod<NewAddressRequest, NewAddressResponse> NewAddress =
        new("/lnrpc.Lightning/NewAddress", Reader(NewAddressResponse.Parser));

    public static readonly GrpcMethod<GetTransactionsRequest, TransactionDetails> GetTransactions =
        new("/lnrpc.Lightning/GetTransactions", Reader(TransactionDetails.Parser));

    public static readonly GrpcMethod<EstimateFeeRequest, EstimateFeeResponse> EstimateFee =
        new("/lnrpc.Lightning/EstimateFee", Reader(EstimateFeeResponse.Parser));

    public static readonly GrpcMethod<QueryRoutesRequest, QueryRoutesResponse> QueryRoutes =
        new("/lnrpc.Lightning/QueryRoutes", Reader(QueryRoutesResponse.Parser));

    public static readonly GrpcMethod<FundPsbtRequest, FundPsbtResponse> FundPsbt =
        new("/walletrpc.WalletKit/FundPsbt", Reader(FundPsbtResponse.Parser));

    public static readonly GrpcMethod<FinalizePsbtRequest, FinalizePsbtResponse> FinalizePsbt =
        new("/walletrpc.WalletKit/FinalizePsbt", Reader(FinalizePsbtResponse.Parser));

    public static readonly GrpcMethod<ReleaseOutputRequest, ReleaseOutputResponse> ReleaseOutput =
        new("/walletrpc.WalletKit/ReleaseOutput", Reader(ReleaseOutputResponse.Parser));

    public static readonly GrpcMethod<Protos.Wallet.Transaction, PublishResponse> PublishTransaction =
        new("/walletrpc.WalletKit/PublishTransaction", Reader(PublishResponse.Parser));

    // LND sends many more fields than we declare; kept, they would cost more memory than what we read.
    private static MessageParser<T> Reader<T>(MessageParser<T> parser)
        where T : IMessage<T> => parser.WithDiscardUnknownFields(true);
}
